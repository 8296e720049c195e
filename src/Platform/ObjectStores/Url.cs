using System.Diagnostics.CodeAnalysis;

namespace MobileCoin.ObjectStores;

/// <summary>URLs as operators write them.</summary>
public static class Url
{
    /// <summary>Reads an absolute URL with its scheme written out.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? url)
    {
        ArgumentNullException.ThrowIfNull(text);
        url = null;
        try
        {
            return text.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out url);
        }
        catch (IndexOutOfRangeException)
        {
            // The library's own, for some hosts with a backslash or an odd code point.
            return false;
        }
    }
}
