"use strict";
(() => {
  const film = document.getElementById("film");
  for (const track of film.textTracks) track.mode = "showing";
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-seek]");
    if (!button) return;
    film.currentTime = Number(button.dataset.seek) + 0.01;
    film.scrollIntoView({ behavior: "smooth", block: "center" });
    film.play();
  });
  const chapters = [...document.querySelectorAll(".chapters [data-seek]")];
  film.addEventListener("timeupdate", () => {
    const passed = chapters.filter((one) => Number(one.dataset.seek) <= film.currentTime + 0.05);
    chapters.forEach((one) => one.classList.toggle("now", one === passed.at(-1)));
  });
})();
