"""The words of the story, one file for each language; all have the same keys."""

from perennial.demo.story import en, ru, uk

STORIES = {"en": en, "uk": uk, "ru": ru}
