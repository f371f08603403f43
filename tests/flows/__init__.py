"""The flows, run as their users run them."""
