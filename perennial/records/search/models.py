"""What search stores: an entry a record, and every word that occurs in any."""

from django.db import models

from perennial.core.models import SortKeyField


class SearchEntry(models.Model):
    """The folded words of one record; `id` holds the type's number and the record's id (see `entries.entry_id`)."""

    id = models.BigIntegerField(primary_key=True)
    kind = models.IntegerField()
    title = SortKeyField(max_length=80)
    words = models.TextField()  # with the grams of the numbers
    digits = models.TextField()  # the numbers themselves, parted by spaces

    class Meta:
        indexes = [models.Index(fields=["kind", "title"], name="search_title")]

    def __str__(self):
        return self.title


class SearchWord(models.Model):
    """A word that occurs somewhere. Never forgotten one by one, and now and then stored twice: both are harmless."""

    word = SortKeyField(max_length=40)
    backwards = SortKeyField(max_length=40)

    class Meta:
        indexes = [
            models.Index(fields=["word"], name="search_word"),
            models.Index(fields=["backwards"], name="search_backwards"),
        ]

    def __str__(self):
        return self.word
