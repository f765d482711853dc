"""An adapter from a description: a hypernetwork that is trained over many peoples and emits LoRA from words."""
