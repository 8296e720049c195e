// A wallet: one account on one network.
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MobileCoin.Accounts;

namespace MobileCoin.Client;

/// <summary>
/// What an app does with an account: update, look at balances and history, pay. For any number of threads; calls that change what is known
/// wait for each other, and <see cref="Snapshot"/> is there at any time. It uses the account, which must outlive it.
/// </summary>
public sealed partial class MobileCoinClient : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private readonly AccountState _state;
    private volatile AccountSnapshot _snapshot;
    private volatile bool _disposed;

    /// <summary>A client of a network that knows nothing of the account yet. Nothing is asked before the first call.</summary>
    /// <exception cref="MobileCoinException"><see cref="ClientError.InvalidNetwork"/>.</exception>
    public MobileCoinClient(Account account, MobileCoinNetwork network, ClientOptions? options = null)
        : this(account, (network ?? throw new ArgumentNullException(nameof(network))).ChainId, o => new FogTransport(network, o, LogOf(o)), default, Of(network, options))
    {
    }

    /// <summary>A client with a transport of the app's own, such as a test's. The client disposes of it.</summary>
    /// <param name="account">The account.</param>
    /// <param name="chainId">The network's name.</param>
    /// <param name="transport">What carries questions.</param>
    /// <param name="options">How the client goes about its work.</param>
    public MobileCoinClient(Account account, string chainId, IFogTransport transport, ClientOptions? options = null)
        : this(account, chainId, _ => transport ?? throw new ArgumentNullException(nameof(transport)), default, options)
    {
    }

    private MobileCoinClient(Account account, string chainId, Func<ClientOptions, IFogTransport> transport, ReadOnlyMemory<byte>? saved, ClientOptions? options)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(chainId);
        Account = account;
        ChainId = chainId;
        Options = options ?? ClientOptions.Default;
        Log = LogOf(Options);
        _state = new AccountState(new OutputReader(account, Options.Subaddresses), new ContactBook(account, Options.Contacts));
        try
        {
            if (saved is { } bytes) SavedState.Restore(bytes.Span, account, chainId, _state, AccountSync.Scans(_state.Reader, Options), Log);
            Transport = transport(Options);
        }
        catch
        {
            _state.Dispose();
            throw;
        }
        _snapshot = _state.ToSnapshot();
    }

    // Reports are judged here, not where they are fetched.
    private static ClientOptions Of(MobileCoinNetwork network, ClientOptions? options) => (options ?? ClientOptions.Default) with { Trust = network.Trust };

    /// <summary>The account.</summary>
    public Account Account { get; }

    /// <summary>The network's name.</summary>
    public string ChainId { get; }

    /// <summary>What is known of the account since the last update, or the saved state.</summary>
    public AccountSnapshot Snapshot => _snapshot;

    /// <summary>A client that goes on from a saved state.</summary>
    /// <exception cref="MobileCoinException">
    /// <see cref="ClientError.StateCorrupt"/>, <see cref="ClientError.StateVersion"/>, <see cref="ClientError.StateOfOtherAccount"/>,
    /// <see cref="ClientError.WrongNetwork"/>, <see cref="ClientError.InvalidNetwork"/>.
    /// </exception>
    public static MobileCoinClient Restore(Account account, MobileCoinNetwork network, ReadOnlyMemory<byte> state, ClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new MobileCoinClient(account, network.ChainId, o => new FogTransport(network, o, LogOf(o)), state, Of(network, options));
    }

    /// <summary>A client with a transport of the app's own that goes on from a saved state.</summary>
    /// <exception cref="MobileCoinException">As with a network.</exception>
    public static MobileCoinClient Restore(Account account, string chainId, IFogTransport transport, ReadOnlyMemory<byte> state, ClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(transport);
        return new MobileCoinClient(account, chainId, _ => transport, state, options);
    }

    /// <summary>
    /// What the client knows, to go on from later. No private key is in it, but amounts, memos and what links them to the account: it is as
    /// private as a statement of the account.
    /// </summary>
    public byte[] SaveState()
    {
        lock (_state.Lock) return SavedState.Save(_state, Account, ChainId);
    }

    /// <summary>Asks Fog for everything new. What was learnt before something failed stays learnt.</summary>
    /// <exception cref="MobileCoinException">A service could not be asked, or is not to be believed.</exception>
    public async Task<AccountSnapshot> UpdateAsync(IProgress<SyncProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        using IDisposable turn = await EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await new AccountSync(_state, Transport, Options, Log, progress, cancellationToken).RunAsync().ConfigureAwait(false);
        }
        finally
        {
            Publish();
        }
        ClientLog.Updated(Log, _snapshot.BlockCount, _snapshot.Outputs.Count);
        progress?.Report(new SyncProgress(SyncStage.Done, _snapshot.Outputs.Count, _snapshot.Outputs.Count));
        return _snapshot;
    }

    /// <summary>Takes other contacts: senders and recipients are looked for among them.</summary>
    public async Task<AccountSnapshot> SetContactsAsync(IReadOnlyList<PublicAddress> contacts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(contacts);
        using IDisposable turn = await EnterAsync(cancellationToken).ConfigureAwait(false);
        lock (_state.Lock) _state.Know(new ContactBook(Account, contacts));
        Publish();
        return _snapshot;
    }

    /// <summary>Asks consensus for the tokens, their least fees, and the version of blocks.</summary>
    /// <exception cref="MobileCoinException">No node could be asked.</exception>
    public Task<NetworkStatus> GetNetworkStatusAsync(CancellationToken cancellationToken = default) => Transport.GetNetworkStatusAsync(cancellationToken);

    /// <summary>Closes the connections, waits for the call that changes what is known, and wipes what was derived of the account's keys.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await Transport.DisposeAsync().ConfigureAwait(false);
        await _one.WaitAsync().ConfigureAwait(false);
        _state.Dispose();
        _one.Release();
    }

    private static ILogger LogOf(ClientOptions options) => options.LoggerFactory?.CreateLogger(ClientLog.Category) ?? NullLogger.Instance;

    private void Publish()
    {
        lock (_state.Lock) _snapshot = _state.ToSnapshot();
    }
}
