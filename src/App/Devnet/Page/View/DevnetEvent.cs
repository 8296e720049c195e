// What happens in a devnet, for its page.
namespace MobileCoin.Devnet.Page;

/// <summary>Something that happened. Whatever it carries is new as a whole, so that one that is missed is made good by the next.</summary>
internal abstract record DevnetEvent;

/// <summary>The processes, after one of them changed (health, memory by more than a little).</summary>
internal sealed record ServicesChanged(IReadOnlyList<DevnetService> Services) : DevnetEvent;

/// <summary>A block was made. A block that is told again (its payments are known later) takes the place of the one before.</summary>
internal sealed record BlockAppended(ulong BlockCount, DevnetBlock Block) : DevnetEvent;

/// <summary>The ingress keys, after one of them changed.</summary>
internal sealed record IngestKeysChanged(IReadOnlyList<DevnetIngestKey> IngestKeys) : DevnetEvent;

/// <summary>The stores, after one of them changed.</summary>
internal sealed record StoresChanged(IReadOnlyList<DevnetStore> Stores) : DevnetEvent;

/// <summary>A demo wallet has looked.</summary>
internal sealed record WalletChanged(DevnetWallet Wallet) : DevnetEvent;

/// <summary>A payment has passed a station, or ended.</summary>
internal sealed record PaymentChanged(DevnetPayment Payment) : DevnetEvent;

/// <summary>A second has passed.</summary>
internal sealed record Sampled(DevnetSample Sample) : DevnetEvent;

/// <summary>Something worth a line: a key was lost, a service was started again.</summary>
/// <param name="Time">When.</param>
/// <param name="Source">The service, or <c>devnet</c>.</param>
/// <param name="Text">A sentence.</param>
/// <param name="Warning">Whether somebody should look.</param>
internal sealed record Told(DateTimeOffset Time, string Source, string Text, bool Warning) : DevnetEvent;

/// <summary>The devnet is going down: the last event.</summary>
internal sealed record GoingDown : DevnetEvent;
