// The settings of report_server (fact sheets fog §0.3, §0.4, §4.1).
using MobileCoin.Hosting;
using MobileCoin.RecoveryDb;
using MobileCoin.Wire.Uris;

namespace MobileCoin.FogReport;

internal static class ReportFlags
{
    internal static readonly Flag<FogUri> ClientListenUri = Flags.Uri<FogUri>("client-listen-uri", "MC_CLIENT_LISTEN_URI", "where clients ask for reports")
        with { IsRequired = true, VariableAliases = ["REPORT_SERVER_CLIENT_LISTEN_URI"] };

    internal static readonly Flag<AdminUri> AdminListenUri = CommonFlags.AdminListenUri with { VariableAliases = ["REPORT_SERVER_ADMIN_URI"] };

    internal static readonly Flag<string> SigningChain =
        Flags.Path("signing-chain", "MC_SIGNING_CHAIN", "the PEM file of the certificates that vouch for the signing key: its own first, the self-signed root last; users' addresses are bound to the root")
            with { IsRequired = true };

    internal static readonly Flag<string> SigningKey =
        Flags.Path("signing-key", "MC_SIGNING_KEY", "the PEM file of the first certificate's key, Ed25519 in PKCS#8; both files are read again on SIGHUP") with { IsRequired = true };

    internal static readonly IReadOnlyList<Flag> All =
        [CommonFlags.ChainId, ClientListenUri, AdminListenUri, SigningChain, SigningKey, .. RecoveryDbFlags.All, CommonFlags.DrainTimeout];
}
