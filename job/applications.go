package job

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/sluicehq/sluice/auth"
)

// ApplicationInfo is an application as people see it.
type ApplicationInfo struct {
	Name string
	Description
	// StandsAlone: people may create jobs of it.
	StandsAlone bool
	HasProgram  bool
	Creatable   bool // by the viewer
}

// Applications lists the applications whose jobs the viewer may see, by name.
func (e *Engine) Applications(ctx context.Context) ([]*ApplicationInfo, error) {
	names, err := e.viewable(ctx)
	if err != nil {
		return nil, err
	}
	infos := make([]*ApplicationInfo, len(names))
	for i, name := range names {
		infos[i] = e.info(name)
		infos[i].Creatable = infos[i].StandsAlone && auth.ViewerFrom(ctx).Can(Permission(name, ToCreate))
	}
	return infos, nil
}

func (e *Engine) info(name string) *ApplicationInfo {
	info := &ApplicationInfo{Name: name}
	if describer, ok := e.apps[name].(Describer); ok {
		info.Description, info.StandsAlone = describer.Describe(), true
	}
	info.Title = cmp.Or(info.Title, name)
	_, info.HasProgram = e.apps[name].(Programmed)
	if _, ok := e.apps[name].(trier); ok {
		info.Sources = append(slices.Clone(info.Sources), jobSources...)
	}
	return info
}

// RequireView returns an error unless the viewer may see jobs of some
// application. Errors: UNAUTHENTICATED, FORBIDDEN.
func (e *Engine) RequireView(ctx context.Context) error {
	_, err := e.viewable(ctx)
	return err
}

// viewable lists the applications whose jobs the viewer may see. Errors:
// UNAUTHENTICATED, FORBIDDEN if there is none.
func (e *Engine) viewable(ctx context.Context) ([]string, error) {
	viewer := auth.ViewerFrom(ctx)
	var names []string
	for _, name := range slices.Sorted(maps.Keys(e.apps)) {
		if viewer.Can(Permission(name, ToView)) {
			names = append(names, name)
		}
	}
	if names == nil {
		return nil, auth.Require(ctx, Permission("*", ToView))
	}
	return names, nil
}

// standsAlone reports whether jobs of an application belong to no other object.
func (e *Engine) standsAlone(application string) bool {
	_, ok := e.apps[application].(Describer)
	return ok
}
