using MobileCoin.App.Certificates;
using MobileCoin.App.Consensus;
using MobileCoin.App.Fog;
using MobileCoin.App.Fog.Distribution;
using MobileCoin.App.Fog.TestClient;
using MobileCoin.App.Inspection;
using MobileCoin.App.Keys;
using MobileCoin.App.Minting;
using MobileCoin.App.Recovery;
using MobileCoin.App.Samples;
using MobileCoin.App.Signing;
using MobileCoin.App.Wallet;
using MobileCoin.Consensus;
using MobileCoin.Devnet;
using MobileCoin.FogIngest;
using MobileCoin.FogLedger;
using MobileCoin.FogOverseer;
using MobileCoin.FogReport;
using MobileCoin.FogView;
using MobileCoin.Hosting;
using MobileCoin.Mobilecoind;

namespace MobileCoin.App;

/// <summary>Every program there is.</summary>
internal static class Programs
{
    internal static IReadOnlyList<ConsoleProgram> All { get; } =
    [
        DemoProgram.Program,
        DevnetProgram.Program,
        AdminHttpGateway.Program,
        AdminTool.Program,
        TokenGenerator.Program,
        SampleKeys.Many,
        SampleKeys.One,
        SeededEd25519KeyGen.Program,
        KeyFileView.Secret,
        KeyFileView.Public,
        B58Decoder.Program,
        CssDump.Program,
        X509TestVectors.Program,
        GenerateSampleLedger.Program,
        InitTestLedger.Program,
        AddTestBlock.Program,
        DumpLedger.Program,
        ConsensusTool.Program,
        MintClient.Program,
        TransactionSigner.Program,
        ConsensusProgram.Program,
        LedgerDistributionProgram.Program,
        LedgerFromArchive.Program,
        LedgerMigrationProgram.Program,
        WatcherProgram.Program,
        WatcherDbDump.Program,
        MobilecoindProgram.Program,
        KeyImageStoreProgram.Program,
        IngestProgram.Program,
        IngestProgram.Alias,
        IngestClient.Program,
        IngestLoadTest.Program,
        ReportProgram.Program,
        ReportProgram.Alias,
        ReportCli.Program,
        OverseerProgram.Program,
        RecoveryDbMigrations.Program,
        RecoveryDbCleanup.Program,
        RecoveryDbWriteBench.Program,
        RecoveryUploadProgram.Program,
        RecoveryRestoreProgram.Program,
        ViewStoreProgram.Program,
        ViewStoreProgram.Alias,
        ViewRouterProgram.Program,
        LedgerRouterProgram.Program,
        FogViewLoadTest.Program,
        LedgerRouterProgram.Alias,
        WalletProgram.Program,
        BalanceCheck.Program,
        RemoteWalletProgram.Program,
        FunderProgram.Program,
        DistributionProgram.Program,
        TestClientProgram.Program,
    ];

    internal static ConsoleProgram? Find(string? name) => All.FirstOrDefault(p => p.Name == name);
}
