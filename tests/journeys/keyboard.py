"""Going by keyboard alone: Tab until a thing by its name has the focus, and what has it now."""

import re

# What a person who hears the page is told of the focused thing, whether it shows, and whether something lies over it.
FOCUSED = """() => {
    const it = document.activeElement, named = (it.getAttribute('aria-labelledby') || '').split(' ').filter(Boolean);
    const words = it.getAttribute('aria-label') || named.map((id) => document.getElementById(id)?.innerText).join(' ')
        || it.labels?.[0]?.innerText || it.innerText || it.title || it.placeholder || '';
    return words.replace(/\\s+/g, ' ').trim();
}"""


def tab_to(page, words, most=30, back=False):
    """Press Tab (with `back`: Shift Tab) until the thing whose name begins with these words (a pattern) has the focus; at most so often."""
    passed = []
    for _step in range(most):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        name = page.evaluate(FOCUSED)
        if re.match(words, name):
            return
        passed.append(name[:30])
    raise AssertionError(f"{words!r} is not within {most} steps of Tab; passed: {passed}")


def press(page, *keys):
    """Press keys one after another."""
    for key in keys:
        page.keyboard.press(key)


def choose(page, words):
    """Choose an option of the select that has the focus by typing the beginning of its words."""
    page.keyboard.type(words)
