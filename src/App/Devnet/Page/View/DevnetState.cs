// A devnet at a moment, for its page.
namespace MobileCoin.Devnet.Page;

/// <summary>A devnet at a moment.</summary>
/// <param name="BlockCount">Blocks of the ledger.</param>
/// <param name="Services">The processes, in the order in which a payment passes them.</param>
/// <param name="Blocks">The latest blocks, newest first: at most <see cref="MostBlocks"/>.</param>
/// <param name="IngestKeys">Every ingress key, newest first.</param>
/// <param name="Stores">Fog view's and Fog ledger's stores, by kind and range.</param>
/// <param name="Wallets">The demo wallets: Alice, Bob.</param>
/// <param name="Payments">The latest payments of the page, newest first: at most <see cref="MostPayments"/>.</param>
internal sealed record DevnetState(
    ulong BlockCount,
    IReadOnlyList<DevnetService> Services,
    IReadOnlyList<DevnetBlock> Blocks,
    IReadOnlyList<DevnetIngestKey> IngestKeys,
    IReadOnlyList<DevnetStore> Stores,
    IReadOnlyList<DevnetWallet> Wallets,
    IReadOnlyList<DevnetPayment> Payments)
{
    /// <summary>Most blocks that a state lists.</summary>
    public const int MostBlocks = 50;

    /// <summary>Most payments that a state lists.</summary>
    public const int MostPayments = 10;

    /// <summary>Most samples that are kept: five minutes.</summary>
    public const int MostSamples = 300;
}

/// <summary>Whether a process does its work.</summary>
internal enum DevnetHealth
{
    /// <summary>It runs, and does not serve yet.</summary>
    Starting,

    /// <summary>It serves.</summary>
    Serving,

    /// <summary>It runs, and says that it is not ready, or does not answer.</summary>
    NotServing,

    /// <summary>It was stopped, or has ended.</summary>
    Stopped,
}

/// <summary>Where a process stands in the picture of the flow.</summary>
internal enum DevnetRole
{
    /// <summary>Agrees on blocks.</summary>
    Validator,

    /// <summary>Publishes blocks: ledger-distribution, mobilecoind.</summary>
    Ledger,

    /// <summary>Tags and seals outputs.</summary>
    Ingest,

    /// <summary>Tells senders the ingest key.</summary>
    Report,

    /// <summary>Holds the recovery database.</summary>
    Database,

    /// <summary>Holds a range of sealed outputs.</summary>
    ViewStore,

    /// <summary>Answers wallets' searches for outputs.</summary>
    ViewRouter,

    /// <summary>Holds a range of key images.</summary>
    KeyImageStore,

    /// <summary>Answers wallets on key images and outputs for rings.</summary>
    LedgerRouter,
}

/// <summary>A process of the devnet.</summary>
/// <param name="Name">As <c>devnet logs NAME</c> takes it.</param>
/// <param name="Role">Where it stands.</param>
/// <param name="Health">Whether it does its work.</param>
/// <param name="Detail">Why it does not, or null.</param>
/// <param name="Uri">Where it serves, or null.</param>
/// <param name="ProcessId">Null when it does not run.</param>
/// <param name="ResidentBytes">Memory, null when it does not run.</param>
/// <param name="StartedAt">When it was started last, or null.</param>
/// <param name="Restarts">How often it was started again.</param>
internal sealed record DevnetService(
    string Name, DevnetRole Role, DevnetHealth Health, string? Detail, string? Uri, int? ProcessId, long? ResidentBytes, DateTimeOffset? StartedAt,
    int Restarts);

/// <summary>A block.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Id">32 bytes in hexadecimal.</param>
/// <param name="Outputs">How many were made.</param>
/// <param name="KeyImages">How many outputs were spent.</param>
/// <param name="Signer">The validator, or the start of its key in hexadecimal; null for the origin block.</param>
/// <param name="Time">When it was signed; null for the origin block.</param>
/// <param name="Payments">Ids of the page's payments that it holds.</param>
internal sealed record DevnetBlock(
    ulong Index, string Id, int Outputs, int KeyImages, string? Signer, DateTimeOffset? Time, IReadOnlyList<string> Payments);

/// <summary>Where an ingress key is in its life.</summary>
internal enum DevnetKeyState
{
    /// <summary>Senders are told to use it.</summary>
    Active,

    /// <summary>No longer told, and still scanned, up to its expiry.</summary>
    Retiring,

    /// <summary>Past its expiry.</summary>
    Retired,

    /// <summary>No node holds it any longer; its owners fetch the blocks that it missed.</summary>
    Lost,
}

/// <summary>An ingress key.</summary>
/// <param name="Key">32 bytes in hexadecimal.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="Node">The ingest process that holds it, or null.</param>
/// <param name="StartBlock">The first block that it may be used for.</param>
/// <param name="Expiry">The block up to which senders may use it, as published so far.</param>
/// <param name="LastScanned">The last block that was scanned with it, or null.</param>
internal sealed record DevnetIngestKey(string Key, DevnetKeyState State, string? Node, ulong StartBlock, ulong Expiry, ulong? LastScanned);

/// <summary>What a store holds.</summary>
internal enum DevnetStoreKind
{
    /// <summary>Fog view: outputs' records.</summary>
    View,

    /// <summary>Fog ledger: key images.</summary>
    KeyImages,
}

/// <summary>A store of a router.</summary>
/// <param name="Name">Its process.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="FirstBlock">The first block of its range.</param>
/// <param name="EndBlock">The block behind its range; null: open.</param>
/// <param name="Tip">Blocks that it has loaded: it knows those below this index. Null when it does not answer.</param>
/// <param name="Records">How many records it holds, or null when it does not tell.</param>
internal sealed record DevnetStore(string Name, DevnetStoreKind Kind, ulong FirstBlock, ulong? EndBlock, ulong? Tip, ulong? Records);

/// <summary>What went on since the sample before, about a second ago. Figures that cannot be had are null.</summary>
/// <param name="Time">When it was taken.</param>
/// <param name="Blocks">Blocks that were made, a second.</param>
/// <param name="OutputsIngested">Outputs that ingest wrote, a second.</param>
/// <param name="ViewQueries">Searches that the view router answered, a second.</param>
/// <param name="LedgerQueries">Requests that the ledger router answered, a second.</param>
/// <param name="IngestMilliseconds">What a block took in ingest, the mean since the sample before.</param>
/// <param name="ViewMilliseconds">What a search took in the view router, the mean.</param>
internal sealed record DevnetSample(
    DateTimeOffset Time, double? Blocks, double? OutputsIngested, double? ViewQueries, double? LedgerQueries, double? IngestMilliseconds,
    double? ViewMilliseconds);
