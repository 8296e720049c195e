// A wallet: one account on one network.
namespace MobileCoin.Client;

/// <summary>
/// What an app does with an account: update, look at balances and history, pay. For any number of threads; calls that change what is known
/// wait for each other, and <see cref="Snapshot"/> is there at any time. It uses the account, which must outlive it.
/// </summary>
public sealed partial class MobileCoinClient : IAsyncDisposable
{
    /// <summary>A client of a network that knows nothing of the account yet. Nothing is asked before the first call.</summary>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidNetwork"/>.</exception>
    public MobileCoinClient(Account account, MobileCoinNetwork network, ClientOptions? options = null) => throw new NotImplementedException();

    /// <summary>A client with a transport of the app's own, such as a test's. The client disposes of it.</summary>
    /// <param name="account">The account.</param>
    /// <param name="chainId">The network's name.</param>
    /// <param name="transport">What carries questions.</param>
    /// <param name="options">How the client goes about its work.</param>
    public MobileCoinClient(Account account, string chainId, IFogTransport transport, ClientOptions? options = null) => throw new NotImplementedException();

    /// <summary>The account.</summary>
    public Account Account { get; } = null!;

    /// <summary>The network's name.</summary>
    public string ChainId { get; } = "";

    /// <summary>What is known of the account since the last update, or the saved state.</summary>
    public AccountSnapshot Snapshot => throw new NotImplementedException();

    /// <summary>A client that goes on from a saved state.</summary>
    /// <exception cref="MobileCoinException">
    /// <see cref="ClientError.StateCorrupt"/>, <see cref="ClientError.StateVersion"/>, <see cref="ClientError.StateOfOtherAccount"/>,
    /// <see cref="ClientError.WrongNetwork"/>, <see cref="ClientError.InvalidNetwork"/>.
    /// </exception>
    public static MobileCoinClient Restore(Account account, MobileCoinNetwork network, ReadOnlySpan<byte> state, ClientOptions? options = null) =>
        throw new NotImplementedException();

    /// <summary>A client with a transport of the app's own that goes on from a saved state.</summary>
    /// <exception cref="MobileCoinException">As with a network.</exception>
    public static MobileCoinClient Restore(Account account, string chainId, IFogTransport transport, ReadOnlySpan<byte> state, ClientOptions? options = null) =>
        throw new NotImplementedException();

    /// <summary>
    /// What the client knows, to go on from later. No private key is in it, but amounts, memos and what links them to the account: it is as
    /// private as a statement of the account.
    /// </summary>
    public byte[] SaveState() => throw new NotImplementedException();

    /// <summary>Asks Fog for everything new. What was learnt before something failed stays learnt.</summary>
    /// <exception cref="MobileCoinException">A service could not be asked, or is not to be believed.</exception>
    public Task<AccountSnapshot> UpdateAsync(IProgress<SyncProgress>? progress = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Asks consensus for the tokens, their least fees, and the version of blocks.</summary>
    /// <exception cref="MobileCoinException">No node could be asked.</exception>
    public Task<NetworkStatus> GetNetworkStatusAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
