DROP TABLE sign_in_link, api_token, sessions, user_role, role_permission, role, app_user;
