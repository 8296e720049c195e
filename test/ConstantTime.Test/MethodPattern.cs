using System.Text.RegularExpressions;

namespace MobileCoin.ConstantTime.Test;

/// <summary>A pattern over method names as the JIT writes them: <c>*</c> stands for anything; without '(' the arguments are not compared.</summary>
internal sealed class MethodPattern(string text)
{
    private readonly bool _withArguments = text.Contains('(', StringComparison.Ordinal);

    private readonly Regex _regex = new(
        "^" + Regex.Escape(text).Replace("\\*", ".*", StringComparison.Ordinal) + "$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(10));

    internal bool Matches(string method) => _regex.IsMatch(_withArguments ? method : WithoutArguments(method));

    internal static string WithoutArguments(string method) => method.Split('(', 2)[0];

    public override string ToString() => text;
}
