"""The pages that any record type gets; rooms mount them with `record_urls`."""
