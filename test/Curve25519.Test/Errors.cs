namespace MobileCoin.Curve25519.Test;

internal static class Errors
{
    /// <summary>That the action refuses its arguments and names the one at fault.</summary>
    internal static void AssertNames(string parameter, Action action) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentException>(action).ParamName);
}
