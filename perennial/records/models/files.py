"""Files that hang on records; stored under the data folder, never served as pages."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class File(models.Model):
    """One uploaded file of one record."""

    type = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()  # bytes
    content_type = models.CharField(max_length=100, default="application/octet-stream")
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=80)  # below the files folder
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    trashed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["type", "record_id"], name="file_record")]

    def __str__(self):
        return self.name

    @classmethod
    def rows_moved(cls, type, record_ids):
        """A merge moves files along; nothing else follows from it."""
