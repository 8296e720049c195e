namespace MobileCoin.Crypto.Test;

public sealed class Crc32Tests
{
    [Fact]
    public void Compute_OfTheCheckString_IsTheCatalogueValue() => Assert.Equal(0xcbf43926u, Crc32.ComputeVartime("123456789"u8));
}
