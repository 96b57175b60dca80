"""Stories in real browsers, on a real server."""
