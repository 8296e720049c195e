// The links around codes, and what else people paste in their place (fact sheet crypto §7.1).
namespace MobileCoin.Client;

internal static class PaymentLink
{
    private const string Scheme = "mob:", Start = "mob:///b58/", Escape = "b58/";

    /// <summary>The code within a text: blanks and a link's beginning are taken off.</summary>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidCode"/>: a link of another kind.</exception>
    internal static ReadOnlySpan<char> Strip(string text)
    {
        ReadOnlySpan<char> code = text.AsSpan().Trim();
        // Schemes are read in either case; what follows is not.
        if (code.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            ReadOnlySpan<char> path = code[Scheme.Length..].TrimStart('/');
            if (!path.StartsWith(Escape, StringComparison.Ordinal))
            {
                throw new MobileCoinException(ClientError.InvalidCode, $"the link is of a kind that this version does not know: expected {Start}…");
            }
            return path[Escape.Length..].TrimEnd('/');
        }
        int colon = code.IndexOf(':');
        if (colon > 0)
        {
            string scheme = code[..Math.Min(colon, 20)].ToString();
            throw new MobileCoinException(ClientError.InvalidCode, $"this is a link of '{scheme}', and none of MobileCoin's: expected {Start}…");
        }
        return code;
    }
}
