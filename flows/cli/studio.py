"""Commands for films that a studio makes."""

import typer

commands = typer.Typer()
