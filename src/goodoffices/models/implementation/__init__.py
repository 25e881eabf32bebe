"""Will it be carried out? Plans with phases, gates and verifiers."""
