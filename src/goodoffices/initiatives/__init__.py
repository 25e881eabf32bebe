"""What could be done: an initiative is a patch on a dossier, and a search compares what comes of them."""
