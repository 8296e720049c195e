// What the programs that archive and restore recovery databases have in common (fact sheet fog §0.1).
using MobileCoin.Hosting;
using MobileCoin.ObjectStores;

namespace MobileCoin.App.Recovery;

internal static class RecoveryArchive
{
    internal const string LogCategory = "MobileCoin.RecoveryDistribution";

    internal const string UriHelp =
        "file:///path, or s3://bucket/path?region=REGION, with endpoint=URL for a store that is not Amazon's and acl=public-read for objects that everyone may read";

    /// <summary>Reads an archive's address: for nobody else, unless it says so.</summary>
    internal static DistributionUri ReadUri(string text)
    {
        try
        {
            return DistributionUri.Parse(text, isPublicByDefault: false);
        }
        catch (DistributionUriException e)
        {
            throw new FlagException(e.Message, e);
        }
    }
}
