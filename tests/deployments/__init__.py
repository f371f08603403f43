"""Deployments: what registers, runs and shows a studio."""
