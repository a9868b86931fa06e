"""What is done with deals, requests and pipelines, in a salesperson's words; each is one transaction and one event."""
