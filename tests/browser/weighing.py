"""What a first visit to a page costs: bytes, requests, and when and how steadily it appears.

The portal is served as in production: static files named by content and compressed by whitenoise.
Pages themselves are compressed by the web server in front, which is not here: every text that comes
uncompressed is weighed as gzip at level 6 would send it.
"""

import gzip
from dataclasses import dataclass, field

BUDGET = 250 * 1024
# A phone with three pixels for one, as most have, and a desk.
WINDOWS = {"phone": (360, 740, 3), "desk": (1280, 800, 1)}
# Longer than the page itself takes: the first text is painted in the fallback, then changes.
FONTS_LATE = 700
TEXTS = ("text/", "application/javascript", "application/json", "image/svg+xml")

OBSERVE = """
window.seen = {shift: 0, moved: [], lcp: 0, fcp: 0};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    seen.shift += entry.value;
    for (const {node, previousRect: a, currentRect: b} of entry.sources)
      seen.moved.push(`${entry.value.toFixed(4)} ${node?.nodeName} ${node?.className ?? ""} `
        + `${a.y}+${a.height} -> ${b.y}+${b.height}`);
  }
}).observe({type: "layout-shift", buffered: true});
new PerformanceObserver((list) => { for (const e of list.getEntries()) seen.lcp = e.startTime; })
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => {
  for (const e of list.getEntries()) if (e.name === "first-contentful-paint") seen.fcp = e.startTime;
}).observe({type: "paint", buffered: true});
"""

BLOCKING = """[...document.querySelectorAll("script[src]")]
  .filter((script) => script.type !== "module" && !script.async && !script.defer)
  .map((script) => script.src)"""
UNSIZED = """[...document.querySelectorAll("img")]
  .filter((image) => !(image.getAttribute("width") > 0 && image.getAttribute("height") > 0))
  .map((image) => image.outerHTML)"""


@dataclass(kw_only=True)
class Visit:
    weights: dict[str, int] = field(default_factory=dict)
    shift: float = 0
    moved: list[str] = field(default_factory=list)
    fcp: float = 0
    lcp: float = 0
    nodes: int = 0
    blocking: list[str] = field(default_factory=list)
    unsized: list[str] = field(default_factory=list)

    @property
    def size(self):
        return sum(self.weights.values())

    def __str__(self):
        return (
            f"{self.size / 1024:.0f} KB in {len(self.weights)} requests, FCP {self.fcp:.0f} ms,"
            f" LCP {self.lcp:.0f} ms, CLS {self.shift:.4f}, {self.nodes} elements"
        )

    def heaviest(self):
        rows = sorted(self.weights.items(), key=lambda row: -row[1])
        return "\n".join(f"{size:>8} {url}" for url, size in rows)


def first_visit(browser, url, window, *, fonts_late=0):
    """Open ``url`` with nothing kept, and tell what it took until all was there."""
    width, height, pixels = WINDOWS[window]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=pixels,
        is_mobile=window == "phone",
        has_touch=window == "phone",
        locale="vi-VN",
    )
    try:
        page = context.new_page()
        page.add_init_script(OBSERVE)
        visit = Visit()
        page.on("requestfinished", lambda request: _weigh(visit, request))
        if fonts_late:
            page.route("**/*.woff2", lambda route: _later(page, route, fonts_late))
        page.goto(url, wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(300)
        for name, value in page.evaluate("window.seen").items():
            setattr(visit, name, value)
        visit.nodes = page.evaluate("document.querySelectorAll('*').length")
        visit.blocking, visit.unsized = page.evaluate(BLOCKING), page.evaluate(UNSIZED)
        return visit
    finally:
        context.close()


def _later(page, route, milliseconds):
    page.wait_for_timeout(milliseconds)
    route.continue_()


def _weigh(visit, request):
    response = request.response()
    sizes = request.sizes()
    body = sizes["responseBodySize"]
    headers = response.headers
    if "content-encoding" not in headers and headers.get("content-type", "").startswith(TEXTS):
        body = len(gzip.compress(response.body(), 6))
    visit.weights[request.url] = body + sizes["responseHeadersSize"]
