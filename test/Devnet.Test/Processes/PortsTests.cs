using System.Net.Sockets;

namespace MobileCoin.Devnet.Test;

public sealed class PortsTests
{
    [Fact]
    public void Free_GivesEachPortOnce_FromBlocksThatNobodyElseCanTake()
    {
        int[] ports = [.. Enumerable.Range(0, 100).Select(_ => Ports.Free())];
        Assert.Equal(ports.Length, ports.Distinct().Count());
        Assert.All(ports, port => Assert.InRange(port, 15_000, 32_000));
        foreach (int block in ports.Select(p => (p - 15_000) / 64).Distinct())
        {
            using var other = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            Assert.Equal(SocketError.AddressAlreadyInUse, Assert.Throws<SocketException>(() => other.Bind(new UnixDomainSocketEndPoint($"\0mobilecoin-ports-{block}"))).SocketErrorCode);
        }
    }
}
