"""The local app: a folder of runs in a browser. Read only; nothing of it is imported before `folkways web`."""
