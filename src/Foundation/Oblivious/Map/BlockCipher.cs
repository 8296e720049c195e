// AES-256 in electronic-codebook form, which the index function and the label stream are made of. The only place that knows an AES.
using System.Security.Cryptography;

namespace MobileCoin.Oblivious.Map;

internal sealed unsafe class BlockCipher : IDisposable
{
    public const int KeySize = 32;
    public const int BlockSize = 16;

    private readonly Aes _aes;

    public BlockCipher(ReadOnlySpan<byte> key)
    {
        _aes = Aes.Create();
        _aes.SetKey(key);
    }

    /// <summary>Encrypts so many blocks in place.</summary>
    public void Encrypt(byte* blocks, int count)
    {
        var span = new Span<byte>(blocks, count * BlockSize);
        _aes.EncryptEcb(span, span, PaddingMode.None);
    }

    public void Dispose() => _aes.Dispose();
}
