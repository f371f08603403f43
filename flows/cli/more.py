"""Commands that other packages add, by the entry-point group ``firstcut.commands``.

An entry point names a Typer app, whose commands are added, or a function, which is one. They are
loaded when help lists them or when a command is asked for that is none of our own.
"""

from importlib.metadata import entry_points
from typing import Any

import typer
from typer.core import TyperGroup

GROUP = "firstcut.commands"


class Commands(TyperGroup):
    """Our own commands, and behind them those of other packages."""

    _extended = False

    def list_commands(self, ctx: Any) -> list[str]:
        """Return every command's name, in the order of the help."""
        self._extend()
        return super().list_commands(ctx)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command, or None when nobody has it."""
        if cmd_name not in self.commands:
            self._extend()
        return super().get_command(ctx, cmd_name)

    def _extend(self) -> None:
        if self._extended:
            return
        self._extended = True
        for entry in entry_points(group=GROUP):
            for name, command in _commands(entry.name, entry.load()).items():
                self.commands.setdefault(name, command)


def _commands(name: str, found: Any) -> dict[str, Any]:
    """Return what an entry point adds, by name: Firstcut's own names stay its own."""
    if isinstance(found, typer.Typer):
        group: Any = typer.main.get_group(found)
        return {group.name: group} if found.info.name else dict(group.commands)
    alone = typer.Typer(add_completion=False)
    alone.command(name)(found)
    return {name: typer.main.get_command(alone)}
