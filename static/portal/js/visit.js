// On the spot: the device's place by a press of a button, and an honest word about photographs.
// Without this module place and coordinates are typed, and photographs are sent all the same.

const PLACES = 5;
const PATIENCE = 20_000;

function offerPlace(box) {
  const button = box.querySelector("button");
  const status = box.querySelector("[role=status]");
  const target = document.getElementById(box.dataset.place);
  if (!navigator.geolocation || !target) return;
  box.hidden = false;
  button.addEventListener("click", () => {
    status.textContent = box.dataset.asking;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        target.value = `${coords.latitude.toFixed(PLACES)}, ${coords.longitude.toFixed(PLACES)}`;
        target.dispatchEvent(new Event("input", { bubbles: true }));
        status.textContent = `${box.dataset.found} ${Math.round(coords.accuracy)} m.`;
        target.focus();
      },
      (error) => {
        const isRefused = error.code === error.PERMISSION_DENIED;
        status.textContent = isRefused ? box.dataset.refused : box.dataset.unknown;
      },
      { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 0 },
    );
  });
}

function holdPhotos(form) {
  const status = form.querySelector("[role=status]");
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    // The page with its notes must not leave for nowhere.
    event.preventDefault();
    status.textContent = form.dataset.offline;
  });
  window.addEventListener("online", () => { status.textContent = ""; });
}

document.querySelectorAll("[data-place]").forEach(offerPlace);
document.querySelectorAll("form[data-photos]").forEach(holdPhotos);
