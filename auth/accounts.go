package auth

import (
	"time"

	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

func init() {
	postgres.Constraint("app_user_login_key", model.Error{
		Code:    model.CodeConflict,
		Message: "There already is a user with this login. Choose another one.", Field: "login",
	})
	postgres.Constraint("app_user_name_check", model.Error{
		Code:    model.CodeInvalid,
		Message: "A user's name has between 1 and 200 characters.", Field: "name",
	})
	postgres.Constraint("role_key_check", model.Error{
		Code:    model.CodeInvalid,
		Message: "A role's key starts with a lower-case letter and goes on with letters, digits, - and _.", Field: "role",
	})
	postgres.Constraint("api_token_name_check", model.Error{
		Code:    model.CodeInvalid,
		Message: "A token's name has between 1 and 100 characters.", Field: "name",
	})
}

// Accounts are the users of one database with their roles, tokens and sign-in
// links. Its methods check the viewer's permissions and return *model.Error for
// what the caller can mend.
type Accounts struct {
	db     *postgres.DB
	hasher *hasher
	usage  *usage
	now    func() time.Time
}

// New returns the accounts kept in db.
func New(db *postgres.DB) (*Accounts, error) {
	hasher, err := newHasher()
	if err != nil {
		return nil, err
	}
	return &Accounts{db: db, hasher: hasher, usage: newUsage(db.Pool), now: time.Now}, nil
}
