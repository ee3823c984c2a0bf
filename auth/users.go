package auth

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/sluicehq/sluice/model"
)

// UsersByID returns those of the users that exist, by id, without their
// password hashes. It checks no permission: who did something is part of what
// was done.
func (a *Accounts) UsersByID(ctx context.Context, ids ...int64) (map[int64]*model.User, error) {
	byID := make(map[int64]*model.User, len(ids))
	if len(ids) == 0 {
		return byID, nil
	}
	var users []*model.User
	if err := a.db.NewSelect().Model(&users).ExcludeColumn("password_hash").Where("id IN (?)", bun.List(ids)).Scan(ctx); err != nil {
		return nil, fmt.Errorf("reading users: %w", err)
	}
	for _, u := range users {
		byID[u.ID] = u
	}
	return byID, nil
}

// ViewerByLogin returns the viewer for an active user, for an operator who acts
// in the user's place. It requires Admin.
func (a *Accounts) ViewerByLogin(ctx context.Context, login string) (*Viewer, error) {
	if err := Require(ctx, Admin); err != nil {
		return nil, err
	}
	var id int64
	err := a.db.Pool.QueryRow(ctx, "SELECT id FROM app_user WHERE login = $1", normalLogin(login)).Scan(&id)
	if err != nil {
		return nil, orNoUser(err)
	}
	v, _, err := a.viewer(ctx, id)
	if err == nil && v == nil {
		err = model.NotFound("active user")
	}
	return v, err
}
