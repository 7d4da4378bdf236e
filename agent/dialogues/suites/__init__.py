"""Files of public suites that a person has, read into scripts. Nothing of any suite comes with gouache."""
