package operation

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"time"

	"github.com/sluicehq/sluice/model"
)

// Action does one thing for an operation.
type Action struct {
	// Name is the member of the operation's output that has the value.
	Name string
	// Run returns a value that can be written as JSON. The operation's Output has
	// what the actions before it returned. A *model.Error is shown to people,
	// any other error is logged. ctx ends when the group's time is over, or when
	// the operation has been given to somebody else.
	Run func(ctx context.Context, o *model.Operation) (any, error)
}

// Group is a list of actions that run in order for one operation.
//
// An action whose value is on record has been done: it is not run again when
// the group is tried again. One that was in the middle of its work when the
// process died is, if there is an attempt left; it gets the same operation, whose
// id tells a receiver outside that it may have heard of it before.
type Group struct {
	Name    string // lower-case letters, digits, - and _: "welcome-mail"
	Actions []Action
	// GoOn has the actions behind one that failed run, too. The operation fails
	// all the same.
	GoOn bool
	// Attempts is how often the group is tried until it succeeds. A process that
	// died has used up an attempt. Default 1: not again.
	Attempts int
	// Backoff is the pause after the given failed attempt (1, 2, …). Default:
	// 1 s, doubled each time.
	Backoff func(attempt int) time.Duration
	// Timeout is how long one attempt may take. Default 10 minutes.
	Timeout time.Duration
	// Route is where the group runs in the background unless a call says
	// otherwise. Default: DefaultRoute.
	Route string
}

// GroupInfo is a group as people see it.
type GroupInfo struct {
	Name     string
	Actions  []string
	Route    string
	Attempts int
}

// Groups lists the groups that can run, by name, for a viewer who may run
// operations of some type. Errors: UNAUTHENTICATED, FORBIDDEN.
func (s *Service) Groups(ctx context.Context) ([]*GroupInfo, error) {
	if _, err := scopeOf(ctx, ToRun); err != nil {
		return nil, err
	}
	infos := []*GroupInfo{}
	for _, name := range slices.Sorted(maps.Keys(s.groups)) {
		g := s.groups[name]
		info := &GroupInfo{Name: name, Route: g.Route, Attempts: g.Attempts}
		for _, a := range g.Actions {
			info.Actions = append(info.Actions, a.Name)
		}
		infos = append(infos, info)
	}
	return infos, nil
}

// groups are the groups that a process knows, by name.
type groups map[string]Group

var groupForm = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,99}$`)

// newGroups fills in defaults. The error says which group is wrong.
func newGroups(list []Group) (groups, error) {
	known := make(groups, len(list))
	for _, g := range list {
		if !groupForm.MatchString(g.Name) {
			return nil, fmt.Errorf("%q can't be the name of an action group", g.Name)
		}
		if _, twice := known[g.Name]; twice {
			return nil, fmt.Errorf("two action groups are named %q", g.Name)
		}
		if err := g.checkActions(); err != nil {
			return nil, err
		}
		known[g.Name] = g.withDefaults()
	}
	return known, nil
}

func (g Group) checkActions() error {
	names := map[string]bool{}
	for _, a := range g.Actions {
		if a.Name == "" || a.Run == nil || names[a.Name] {
			return fmt.Errorf("the action group %q needs actions with different names", g.Name)
		}
		names[a.Name] = true
	}
	return nil
}

func (g Group) withDefaults() Group {
	if g.Attempts == 0 {
		g.Attempts = 1
	}
	if g.Backoff == nil {
		g.Backoff = func(attempt int) time.Duration { return time.Second << min(attempt-1, 10) }
	}
	if g.Timeout == 0 {
		g.Timeout = 10 * time.Minute
	}
	if g.Route == "" {
		g.Route = DefaultRoute
	}
	return g
}
