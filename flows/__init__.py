"""The flows: composition only; they read like a shooting schedule."""
