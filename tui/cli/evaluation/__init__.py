"""Commands that run scripts, list runs, compare them and measure their pictures."""
