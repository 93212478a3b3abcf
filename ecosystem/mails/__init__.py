"""Who of the ecosystem is told what: builders of mails, one module per subject."""
