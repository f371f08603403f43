"""Two people who are drawn, filmed and made to speak in the contracts."""

from film.story import Appearance, Character

MARA = Character(
    id="mara",
    name="Mara",
    sex="female",
    age=62,
    appearance=Appearance(hair="bun", hair_colour="#b9b4ac", outfit="oilskin"),
)
TOM = Character(
    id="tom", name="Tom", sex="male", age=12, appearance=Appearance(hat="cap", outfit="hoodie")
)
