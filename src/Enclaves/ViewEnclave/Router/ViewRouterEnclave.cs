// The enclave as a router: sessions and queries (fact sheet fog §5.6).
using System.Security.Cryptography;
using MobileCoin.Attestation;

namespace MobileCoin.ViewEnclave;

/// <summary>A router: holds its sessions with clients and stores, and nothing of the records.</summary>
public sealed partial class ViewRouterEnclave : AttestedEnclave, IViewRouterEnclave
{
    private readonly Lock _gate = new();
    private readonly SortedSet<string> _stores = new(StringComparer.Ordinal);
    private readonly QuerySeal _seal;

    /// <summary>A router that knows no store yet.</summary>
    /// <param name="responderId">What clients know it by, <c>host:port</c>.</param>
    /// <param name="platform">The machine.</param>
    public ViewRouterEnclave(string responderId, EnclavePlatform platform)
        : base(responderId, platform) => _seal = new QuerySeal(platform.Random);

    /// <inheritdoc/>
    public int ClientCount => Channels.ClientCount;

    /// <inheritdoc/>
    public AcceptedSession ClientAccept(ReadOnlySpan<byte> message)
    {
        try
        {
            byte[] response = Channels.ClientAccept(message, out ChannelId session);
            return new AcceptedSession(response, session);
        }
        catch (AttestException e)
        {
            throw new EnclaveException(e);
        }
    }

    /// <inheritdoc/>
    public void ClientClose(ChannelId session) => Channels.ClientClose(session);

    /// <inheritdoc/>
    public byte[] ViewStoreInit(string responderId)
    {
        ArgumentException.ThrowIfNullOrEmpty(responderId);
        return Channels.BackendInit(responderId);
    }

    /// <inheritdoc/>
    public ChannelId ViewStoreConnect(string responderId, ReadOnlySpan<byte> response)
    {
        ArgumentException.ThrowIfNullOrEmpty(responderId);
        try
        {
            ChannelId session = Channels.BackendConnect(responderId, response, Platform.Policy, out _);
            lock (_gate) _stores.Add(responderId);
            return session;
        }
        catch (AttestException e)
        {
            throw new EnclaveException(e);
        }
    }

    /// <inheritdoc/>
    public SealedQuery DecryptAndSealQuery(EnclaveMessage query)
    {
        ArgumentNullException.ThrowIfNull(query);
        byte[] plaintext = [];
        try
        {
            plaintext = Channels.ClientDecrypt(query.Session, query.Aad.Span, query.Data.Span);
            // What cannot be answered goes no further.
            SearchKeys.Wipe(SearchKeys.Read(plaintext));
            return _seal.Seal(query.Session, query.Aad.Span, plaintext);
        }
        catch (AttestException e)
        {
            throw new EnclaveException(e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoreQuery> CreateMultiViewStoreQuery(SealedQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        using QuerySeal.OpenedQuery opened = Open(query);
        string[] stores;
        lock (_gate) stores = [.. _stores];
        byte[] aad = opened.Aad.ToArray();
        var queries = new List<StoreQuery>(stores.Length);
        foreach (string store in stores)
        {
            try
            {
                byte[] data = Channels.BackendEncrypt(store, aad, opened.Query, out ulong nonce, out ChannelId session);
                queries.Add(new StoreQuery(store, new NonceMessage(session, nonce, aad, data)));
            }
            catch (AttestException)
            {
                // The session gave way to others, or its key is used up: the store will ask for a new one.
                lock (_gate) _stores.Remove(store);
            }
        }
        return queries;
    }

    private QuerySeal.OpenedQuery Open(SealedQuery query) => _seal.TryOpen(query, out QuerySeal.OpenedQuery opened)
        ? opened
        : throw new EnclaveException(EnclaveErrorKind.Sealing, "the query was not sealed by this enclave");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) _seal.Dispose();
    }
}
