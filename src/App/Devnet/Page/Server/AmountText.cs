// Amounts as people write them.
using System.Globalization;

namespace MobileCoin.Devnet.Page;

/// <summary>Amounts as people write them: digits, a point, digits.</summary>
internal static class AmountText
{
    /// <summary>An amount in the smallest unit.</summary>
    /// <param name="text">As in <c>1.5</c>; spaces around it do not matter.</param>
    /// <param name="token">The token.</param>
    /// <exception cref="DevnetRefusalException">It is not an amount, zero, finer than the token's unit, or more than 2^64 - 1 units.</exception>
    public static ulong Read(string text, DevnetToken token)
    {
        ReadOnlySpan<char> digits = text.AsSpan().Trim();
        if (digits.IsEmpty) throw Refusal($"Say how much: an amount in {token.Name}, such as 1.5.");
        if (digits[0] == '-') throw Refusal("An amount is more than zero.");
        int point = digits.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? digits : digits[..point];
        ReadOnlySpan<char> fraction = point < 0 ? default : digits[(point + 1)..].TrimEnd('0');
        if (whole.Length + (point < 0 ? 0 : digits.Length - point - 1) == 0 || whole.ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9'))
            throw Refusal("An amount is digits, and a point before the fraction: 1.5.");
        if (fraction.Length > token.Decimals) throw Refusal($"{token.Name} has at most {token.Decimals} digits behind the point.");

        UInt128 value = 0, most = ulong.MaxValue;
        foreach (char digit in $"{whole}{fraction.ToString().PadRight(token.Decimals, '0')}")
        {
            value = value * 10 + (uint)(digit - '0');
            if (value > most) throw Refusal($"That is more than can be paid at once: at most {Write(ulong.MaxValue, token)}.");
        }
        return value > 0 ? (ulong)value : throw Refusal("An amount is more than zero.");
    }

    /// <summary>An amount with its token's name.</summary>
    public static string Write(ulong value, DevnetToken token)
    {
        string digits = value.ToString(CultureInfo.InvariantCulture).PadLeft(token.Decimals + 1, '0');
        string fraction = digits[^token.Decimals..].TrimEnd('0');
        return $"{digits[..^token.Decimals]}{(fraction.Length > 0 ? "." : "")}{fraction} {token.Name}";
    }

    private static DevnetRefusalException Refusal(string message) => new("amount", message);
}
