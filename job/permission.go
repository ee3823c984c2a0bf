package job

// The last words of the permissions that Engine checks; see Permission.
const (
	ToView    = "view"
	ToCreate  = "create"
	ToRun     = "run" // start, try, pause, resume, cancel, change, process
	ToResolve = "resolve"
	ToDelete  = "delete"
)

// Permission returns the permission to do something with the jobs of an
// application: "job.packsize.run".
func Permission(application, to string) string { return "job." + application + "." + to }
