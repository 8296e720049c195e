// The enclave as a store (fact sheet fog §6.3, §6.4).
using System.Security.Cryptography;
using MobileCoin.Attestation;
using MobileCoin.FogEnclave;
using MobileCoin.Oblivious;

namespace MobileCoin.LedgerEnclave;

/// <summary>A store of one shard: holds its key images and its sessions with routers.</summary>
public sealed class KeyImageStoreEnclave : StoreEnclave, IKeyImageStoreEnclave
{
    private readonly KeyImageStore _store;

    /// <summary>An empty store.</summary>
    /// <param name="responderId">What routers know it by, <c>host:port</c>.</param>
    /// <param name="capacity">Key images for which memory is taken at once; the store grows beyond them.</param>
    /// <param name="platform">The machine.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative or more than an oblivious map can have.</exception>
    /// <exception cref="EnclaveException">Memory does not suffice.</exception>
    public KeyImageStoreEnclave(string responderId, long capacity, EnclavePlatform platform)
        : this(responderId, platform, () => KeyImageStore.NewMap(capacity, platform.Random))
    {
    }

    internal KeyImageStoreEnclave(string responderId, EnclavePlatform platform, Func<ObliviousMap> map)
        : base(responderId, platform) => _store = new KeyImageStore(map(), platform.Random);

    /// <inheritdoc/>
    public long KeyImageCount => _store.Count;

    /// <inheritdoc/>
    public long LoadKeyImageData(
        long most, IEnumerable<KeyImageData> keyImages, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(keyImages);
        return _store.Load(most, keyImages, progress, cancellation);
    }

    /// <inheritdoc/>
    public void AddKeyImageData(IReadOnlyList<KeyImageData> keyImages)
    {
        ArgumentNullException.ThrowIfNull(keyImages);
        _store.Add(keyImages);
    }

    /// <inheritdoc/>
    public NonceMessage CheckKeyImageStore(NonceMessage query, UntrustedKeyImageQueryResponse untrusted)
    {
        ArgumentNullException.ThrowIfNull(query);
        byte[] plaintext = Decrypt(query), images = [], results = [];
        try
        {
            images = KeyImages.Read(plaintext);
            results = _store.Find(images);
            return Encrypt(query.Session, new StoreAnswer(untrusted, results));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plaintext);
            CryptographicOperations.ZeroMemory(images);
            CryptographicOperations.ZeroMemory(results);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) _store.Dispose();
    }
}
