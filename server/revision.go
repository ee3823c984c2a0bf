package server

import "runtime/debug"

// Revision identifies the source this program was built from: the commit's
// hash, with a + after it if files were changed, or "unknown".
func Revision() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	revision, changed := "unknown", ""
	for _, setting := range info.Settings {
		switch setting.Key {
		case "vcs.revision":
			revision = setting.Value
		case "vcs.modified":
			if setting.Value == "true" {
				changed = "+"
			}
		}
	}
	return revision + changed
}
