"""The words about signing in and one's own account, Chinese and English."""

ACCOUNT_TEXTS: dict[str, tuple[str, str]] = {
    "password.short": ("密码至少 {min} 个字符，现有 {length} 个", "At least {min} characters; there are {length}"),
    "password.common": ("这个密码太容易被猜到，请换一个", "This password is easily guessed: choose another one"),
    "password.login": ("密码中不能含有用户名", "The password must not contain the user name"),
    "password.same": ("新密码与原密码相同，请换一个", "That is the password as it was: choose another one"),
    "password.again": ("两次填写的不一样，请重新填写", "The two are not the same: type it again"),
    "password.wrong": ("密码不正确，请重新填写", "That is not the password"),
    "picture.needed": ("请输入图中的字符", "Type the characters of the picture"),
    "picture.wrong": ("与图中的字符不符，已换一张，请重新输入", "Not what the picture shows: here is another one"),
    "code.needed": (
        "请输入手机验证器上的 6 位数字，或一个备用码",
        "Type the 6 digits of your phone, or a recovery code",
    ),
    "code.wrong": ("验证码不正确或已过期，请核对后重新输入", "The code is wrong or too old: look again"),
    "mail.form": ("请填写完整的邮箱地址，如 wangfang@example.cn", "Enter a whole address such as wang@example.cn"),
    "CHANGE_PASSWORD": ("请先修改初始密码", "Change the initial password first"),
    "NO_MAIL": ("本系统没有开通邮件找回密码，请联系所在地省注协", "No codes are sent by mail here: ask your institute"),
    "SIGN_IN": ("请重新登录", "Sign in again"),
    "SIGN_IN_FAILED": ("用户类型、用户名或密码不正确，请重新填写", "User type, user name or password is not right"),
    "SIGN_IN_LATER": ("密码连续错误，请 {seconds} 秒后再试", "Too many wrong passwords: try again in {seconds} s"),
}
