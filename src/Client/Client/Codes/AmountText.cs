// Amounts as people write them (fact sheet ledger §9.3: MOB has 12 decimals).
using System.Globalization;
using MobileCoin.Transactions;

namespace MobileCoin.Client;

/// <summary>A token's name and how many decimals people write it with. Which tokens a network has, its operator tells.</summary>
/// <param name="Id">The token.</param>
/// <param name="Symbol">Its name in amounts, such as <c>MOB</c>; letters and digits.</param>
/// <param name="Decimals">Decimals of one whole in the smallest unit: 0 to 19.</param>
public sealed record TokenInfo(ulong Id, string Symbol, int Decimals)
{
    private const int MaxDecimals = 19;

    /// <summary>MOB, token 0: 12 decimals.</summary>
    public static TokenInfo Mob { get; } = new(TokenId.Mob, "MOB", 12);

    /// <summary>A token that nobody has told about: amounts are in its smallest unit.</summary>
    public static TokenInfo Unnamed(ulong id) => id == TokenId.Mob ? Mob : new TokenInfo(id, "", 0);

    /// <summary>Its name in amounts.</summary>
    public string Symbol { get; } = Symbol ?? throw new ArgumentNullException(nameof(Symbol));

    /// <summary>Decimals of one whole.</summary>
    public int Decimals { get; } = Decimals is >= 0 and <= MaxDecimals
        ? Decimals
        : throw new ArgumentOutOfRangeException(nameof(Decimals), $"Expected 0 to {MaxDecimals} decimals, got {Decimals}");

    /// <summary>An amount with a point, without zeros at the end, and the token's name: <c>1.5 MOB</c>. The same everywhere in the world.</summary>
    /// <param name="value">In the smallest unit.</param>
    public string Format(ulong value)
    {
        string number = FormatNumber(value);
        return Symbol.Length == 0 ? number : $"{number} {Symbol}";
    }

    /// <summary>As <see cref="Format"/> without the token's name.</summary>
    /// <param name="value">In the smallest unit.</param>
    public string FormatNumber(ulong value)
    {
        string digits = value.ToString(CultureInfo.InvariantCulture).PadLeft(Decimals + 1, '0');
        string fraction = digits[^Decimals..].TrimEnd('0');
        return fraction.Length == 0 ? digits[..^Decimals] : $"{digits[..^Decimals]}.{fraction}";
    }

    /// <summary>
    /// Reads an amount: digits with a point or without, then perhaps the token's name. No sign, no groups, no exponent: what could be meant in
    /// two ways is refused.
    /// </summary>
    /// <param name="text">Such as <c>1.5 MOB</c>, <c>1.5</c>, <c>.5MOB</c>.</param>
    /// <returns>In the smallest unit.</returns>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidAmount"/>: what is wrong with it.</exception>
    public ulong Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string? wrong = Read(text, out ulong value);
        return wrong is null ? value : throw new MobileCoinException(ClientError.InvalidAmount, wrong);
    }

    /// <summary>As <see cref="Parse"/>, for input that is still being typed.</summary>
    public bool TryParse(string? text, out ulong value)
    {
        value = 0;
        return text is not null && Read(text, out value) is null;
    }

    private string? Read(string text, out ulong value)
    {
        value = 0;
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        if (Symbol.Length > 0 && rest.EndsWith(Symbol, StringComparison.OrdinalIgnoreCase)) rest = rest[..^Symbol.Length].TrimEnd();
        if (rest.IsEmpty) return "an amount is missing";
        int point = rest.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? rest : rest[..point], fraction = point < 0 ? default : rest[(point + 1)..];
        if (whole.IsEmpty && fraction.IsEmpty) return $"'{Shown(text)}' is no amount";
        if (rest[0] == '-') return "an amount is not negative";
        if (rest.Contains(',')) return $"'{Shown(text)}' has a comma: decimals follow a point, and digits are not grouped";
        if (NotDigits(whole) || NotDigits(fraction))
        {
            return $"'{Shown(text)}' is no amount{(Symbol.Length == 0 ? "" : $" of {Symbol}")}: digits are expected, and a point before decimals";
        }
        if (fraction.TrimEnd('0').Length > Decimals)
        {
            return Decimals == 0 ? $"'{Shown(text)}' has decimals, and the token has none" : $"'{Shown(text)}' has more than {Decimals} decimals";
        }
        UInt128 sum = 0;
        foreach (char digit in whole.TrimStart('0'))
        {
            sum = (sum * 10) + (uint)(digit - '0');
            if (sum > ulong.MaxValue) return TooMuch(text);
        }
        for (int i = 0; i < Decimals; i++)
        {
            sum = (sum * 10) + (i < fraction.Length ? (uint)(fraction[i] - '0') : 0);
            if (sum > ulong.MaxValue) return TooMuch(text);
        }
        value = (ulong)sum;
        return null;
    }

    private string TooMuch(string text) => $"'{Shown(text)}' is more than {Format(ulong.MaxValue)}, the largest amount that there is";

    private static bool NotDigits(ReadOnlySpan<char> text) => text.ContainsAnyExceptInRange('0', '9');

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
