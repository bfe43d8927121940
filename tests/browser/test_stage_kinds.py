"""Scenes of words and of two views on the stage: whole at every size, light on black by key, and a pointer only when it is asked for."""

from playwright.sync_api import expect

from wallonia_map.views.talk import Scene, Talk
from wallonia_map.views.talk_file import to_link

WORDS = "\n".join(["Une phrase qui tient sur une ligne, ou presque, si l'on veut"] * 6)
COVERED = {"show": ["covered"]}
TALK = Talk(
    (
        Scene(kind="title", title="Une région intelligente, village par village", text="Namur"),
        Scene(params={"show": ["subsidy"]}, kind="pair", second=Scene(params=COVERED)),
        Scene(kind="text", text=WORDS),
        Scene(kind="closing", text=WORDS[:200]),
    ),
    "https://atlas.example/carte",
)
SIZES = ((1280, 720), (1920, 1080), (3840, 2160), (1024, 768))
#: What leaves the screen or its box, or is too small to be read from afar.
WRONG = """() => { const wrong = [], seen = e => e.checkVisibility({visibilityProperty: true});
  for (const e of document.querySelectorAll('.stage-head, .stage-head *, .stage-side, .stage-meter, .stage-legend, .stage-foot, .st-key-stage_scene iframe')) {
    const r = e.getBoundingClientRect();
    if (seen(e) && (r.left < 0 || r.top < 0 || r.right > innerWidth + 1 || r.bottom > innerHeight + 1)) wrong.push(e.className + ' leaves the screen');
    if (seen(e) && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) && parseFloat(getComputedStyle(e).fontSize) < .022 * innerHeight) wrong.push('small: ' + e.textContent);
  }
  for (const e of document.querySelectorAll('.st-key-stage_hall, .st-key-stage_left, .st-key-stage_right'))
    if (seen(e) && (e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1)) wrong.push(e.className + ' overflows');
  return wrong; }"""


def test_every_kind_is_whole_at_every_size_and_dark_by_key(app, visit):
    page = visit.page
    page.goto(f"{app.url}/stage?scene=1#talk={to_link(TALK)}")
    heading = page.locator(".stage-head h1")
    for number, kind in enumerate(("title", "pair", "text", "closing"), 1):
        expect(page.locator(f".stage-head.is-{kind}")).to_be_visible()
        expect(page.locator(".stage-position")).to_contain_text(f"{number} /")
        if kind == "pair":
            expect(page.locator(".st-key-stage_scene iframe")).to_have_count(2)
            expect(page.locator(".stage-side")).to_have_count(2)
        for wide, high in SIZES:
            page.set_viewport_size({"width": wide, "height": high})
            page.wait_for_function(f"() => {{ const wrong = ({WRONG})(); window.__wrong = wrong; return !wrong.length; }}")
        if number < len(TALK.scenes):
            page.keyboard.press("PageDown")
    expect(page.locator(".stage-code figcaption")).to_have_text(TALK.address)
    page.keyboard.press("t")
    expect(page.locator(".stage-head.is-dark")).to_be_visible()
    assert page.locator(".st-key-stage_hall").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(0, 0, 0)"
    pointer = page.locator(".stage-pointer")
    expect(pointer).to_have_count(0)
    page.mouse.move(300, 200)
    page.keyboard.press("p")
    page.mouse.move(400, 250)
    expect(pointer).to_be_visible()
    assert pointer.evaluate("e => e.style.getPropertyValue('--x')") == "400px"
    page.keyboard.press("PageUp")  # it stays over the next scene
    expect(page.locator(".stage-head.is-text")).to_be_visible()
    expect(pointer).to_be_visible()
    page.keyboard.press("p")
    expect(pointer).to_be_hidden()
    page.reload()
    expect(page.locator(".stage-head.is-dark")).to_be_visible()  # it is part of the talk
    expect(heading).to_be_visible()
    assert visit.errors == []
