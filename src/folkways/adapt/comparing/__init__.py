"""Ways of bringing a model closer, side by side: on what was held out, over seeds, with what each costs."""
