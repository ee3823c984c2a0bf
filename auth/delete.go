package auth

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/model"
)

// DeletedName is what a deleted user is called.
const DeletedName = "Deleted user"

// DeleteUser deletes a user and returns the user's id. What the user did stays
// on record, as done by somebody who is called DeletedName; name, login,
// password, roles, API tokens and sign-in links are gone, and sessions end at
// once. The login can be given to another user. It requires Admin. Errors:
// NOT_FOUND; CONFLICT for oneself and for the last administrator.
func (a *Accounts) DeleteUser(ctx context.Context, login string) (id int64, err error) {
	if err := Require(ctx, Admin); err != nil {
		return 0, err
	}
	login = normalLogin(login)
	err = pgx.BeginFunc(ctx, a.db.Pool, func(tx pgx.Tx) error {
		if id, err = deletable(ctx, tx, login); err != nil {
			return err
		}
		return deleteUser(ctx, tx, id)
	})
	if err != nil {
		return 0, fmt.Errorf("deleting a user: %w", err)
	}
	return id, nil
}

// deletable locks a user who may be deleted.
func deletable(ctx context.Context, tx pgx.Tx, login string) (id int64, err error) {
	// One deletion at a time, so that of two administrators one is left.
	if _, err := tx.Exec(ctx, "SELECT FROM role WHERE key = 'administrator' FOR UPDATE"); err != nil {
		return 0, fmt.Errorf("locking the administrators: %w", err)
	}
	var last bool
	err = tx.QueryRow(ctx, `
		WITH administrator AS (
			SELECT u.id FROM app_user u JOIN user_role ur ON ur.user_id = u.id JOIN role r ON r.id = ur.role_id
			WHERE r.key = 'administrator' AND u.active)
		SELECT id, id IN (SELECT id FROM administrator) AND (SELECT count(*) = 1 FROM administrator)
		FROM app_user WHERE login = $1 FOR UPDATE`, login).Scan(&id, &last)
	switch {
	case err != nil:
		return 0, orNoUser(err)
	case id == ViewerFrom(ctx).UserID:
		return 0, model.Conflict("You can't delete yourself. Ask another administrator to do it.").At("login")
	case last:
		return 0, model.Conflict("This is the last administrator. Make another one first: sluice user set LOGIN --role administrator").At("login")
	}
	return id, nil
}

// deleteUser leaves of a user no more than that there was one.
func deleteUser(ctx context.Context, tx pgx.Tx, id int64) error {
	var batch pgx.Batch
	for _, table := range []string{"user_role", "api_token", "sign_in_link", "saved_filter", "batch_mapping", "batch_options"} {
		batch.Queue("DELETE FROM "+table+" WHERE user_id = $1", id)
	}
	batch.Queue(`UPDATE app_user SET login = NULL, name = $2, password_hash = NULL, active = false,
		deleted_at = now(), updated_at = now(), version = version + 1 WHERE id = $1`, id, DeletedName)
	return tx.SendBatch(ctx, &batch).Close()
}
