"""报送: cells of organs that keep their cases elsewhere, from a file or typed; and keys for programs."""
