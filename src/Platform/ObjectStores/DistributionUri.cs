// Where archives are (fact sheet ledger §5.8).
namespace MobileCoin.ObjectStores;

/// <summary>The ways a destination can be wrong, by upstream's names.</summary>
public enum DistributionUriError
{
    /// <summary>It is no URL, or says what a destination of its kind cannot have.</summary>
    UrlParse,

    /// <summary>The scheme is neither file nor s3.</summary>
    UnknownScheme,

    /// <summary>There is no bucket, or no folder.</summary>
    MissingPath,

    /// <summary>The region is no name of one.</summary>
    InvalidS3Region,
}

/// <summary>A text that is no destination.</summary>
public sealed class DistributionUriException : Exception
{
    internal DistributionUriException(DistributionUriError error, string message)
        : base($"{error}: {message}") => Error = error;

    /// <summary>What is wrong.</summary>
    public DistributionUriError Error { get; }
}

/// <summary>
/// <c>file:///absolute/path</c> or <c>s3://bucket/optional/path?region=REGION</c>. For stores that are not Amazon's: <c>endpoint=URL</c>; where
/// access is the bucket's affair and not each object's: <c>acl=none</c>.
/// </summary>
public sealed record DistributionUri
{
    private DistributionUri(string text) => Text = text;

    /// <summary>The whole text.</summary>
    public string Text { get; }

    /// <summary>The folder of a file destination, or the prefix in a bucket, without slashes around it; may be empty in a bucket.</summary>
    public string Path { get; private init; } = "";

    /// <summary>The bucket; null: a file destination.</summary>
    public string? Bucket { get; private init; }

    /// <summary>The region; null: the environment's, or else us-east-1.</summary>
    public string? Region { get; private init; }

    /// <summary>The store's address; null: Amazon's for the region.</summary>
    public string? Endpoint { get; private init; }

    /// <summary>Whether objects are written as readable by everyone.</summary>
    public bool IsPublicRead { get; private init; } = true;

    /// <summary>Reads a destination.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isPublicByDefault">Whether objects are for everyone where the text does not say.</param>
    /// <exception cref="DistributionUriException">It is none.</exception>
    public static DistributionUri Parse(string text, bool isPublicByDefault = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!Url.TryParse(text, out Uri? uri)) throw Wrong(DistributionUriError.UrlParse, "no URL");
        return uri.Scheme switch
        {
            "file" => ParseFile(text, uri),
            "s3" => ParseBucket(text, uri, isPublicByDefault),
            _ => throw Wrong(DistributionUriError.UnknownScheme, "the scheme is neither file nor s3"),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static DistributionUri ParseFile(string text, Uri uri)
    {
        if (uri.Host.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0) throw Wrong(DistributionUriError.UrlParse, "expected file:///absolute/path and nothing else");
        string path = uri.LocalPath.TrimEnd('/');
        return path.Length > 0 ? new DistributionUri(text) { Path = path } : throw Wrong(DistributionUriError.MissingPath, "there is no folder");
    }

    private static DistributionUri ParseBucket(string text, Uri uri, bool isPublic)
    {
        if (uri.UserInfo.Length > 0 || !uri.IsDefaultPort || uri.Fragment.Length > 0) throw Wrong(DistributionUriError.UrlParse, "expected s3://bucket/path?region=REGION");
        if (uri.Host.Length == 0) throw Wrong(DistributionUriError.MissingPath, "there is no bucket");
        var destination = new DistributionUri(text) { Bucket = uri.Host, Path = Uri.UnescapeDataString(uri.AbsolutePath).Trim('/'), IsPublicRead = isPublic };
        List<string> seen = [];
        foreach (string pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            (string name, string value) = equals < 0 ? (pair, "") : (pair[..equals], Uri.UnescapeDataString(pair[(equals + 1)..]));
            if (seen.Contains(name)) throw Wrong(DistributionUriError.UrlParse, $"the parameter {name} stands there twice");
            seen.Add(name);
            destination = name switch
            {
                "region" => destination with { Region = IsRegion(value) ? value : throw Wrong(DistributionUriError.InvalidS3Region, "no name of a region") },
                "endpoint" => destination with { Endpoint = IsEndpoint(value) ? value : throw Wrong(DistributionUriError.UrlParse, "endpoint is no http or https URL") },
                "acl" => destination with { IsPublicRead = value switch
                {
                    "public-read" => true,
                    "none" => false,
                    _ => throw Wrong(DistributionUriError.UrlParse, "acl is neither public-read nor none"),
                } },
                _ => throw Wrong(DistributionUriError.UrlParse, $"unknown parameter {name}; there are region, endpoint, acl"),
            };
        }
        return destination;
    }

    private static bool IsRegion(string text) =>
        text.Length is > 0 and <= 63 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && text[0] != '-' && text[^1] != '-';

    private static bool IsEndpoint(string text) => Url.TryParse(text, out Uri? uri) && uri.Scheme is "http" or "https" && uri.Query.Length == 0;

    private static DistributionUriException Wrong(DistributionUriError error, string message) => new(error, message);
}
