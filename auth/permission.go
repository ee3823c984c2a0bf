package auth

import (
	"regexp"
	"strings"

	"github.com/sluicehq/sluice/model"
)

// Admin is the permission that implies every other.
const Admin = "admin"

var permissionForm = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.([a-z0-9_-]+|\*))*$`)

// checkPermission returns an INVALID error unless p can be granted.
func checkPermission(p string) error {
	if len(p) > 200 || !permissionForm.MatchString(p) {
		return model.Invalid("permission",
			"A permission is made of lower-case words, which can have hyphens, with dots between them, such as batch.labels.execute; a * stands for any word, and at the end for anything.")
	}
	return nil
}

// covers reports whether a granted permission includes the wanted one. A word *
// matches any one word; as the last word it matches whatever follows.
func covers(granted, wanted string) bool {
	if granted == Admin || granted == wanted {
		return true
	}
	for {
		g, moreGranted, grantedGoesOn := strings.Cut(granted, ".")
		w, moreWanted, wantedGoesOn := strings.Cut(wanted, ".")
		switch {
		case g == "*" && !grantedGoesOn:
			return true
		case g != "*" && g != w, grantedGoesOn != wantedGoesOn:
			return false
		case !grantedGoesOn:
			return true
		}
		granted, wanted = moreGranted, moreWanted
	}
}
