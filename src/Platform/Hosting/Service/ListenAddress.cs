using System.Net;
using System.Net.Sockets;
using MobileCoin.Wire.Uris;

namespace MobileCoin.Hosting;

/// <summary>The address that a listen URI means.</summary>
internal static class ListenAddress
{
    /// <summary>The URI's host as an address of this machine: a literal, or the first that its name has, IPv4 before IPv6.</summary>
    /// <exception cref="HostingException">The name has none.</exception>
    internal static IPEndPoint Of(string title, ServiceUri uri)
    {
        string host = uri.Host.Trim('[', ']');
        if (IPAddress.TryParse(host, out IPAddress? literal)) return new IPEndPoint(literal, uri.Port);
        try
        {
            return new IPEndPoint(Dns.GetHostAddresses(host).OrderBy(a => a.AddressFamily != AddressFamily.InterNetwork).First(), uri.Port);
        }
        catch (Exception e) when (e is SocketException or ArgumentException or InvalidOperationException)
        {
            throw new HostingException($"{title}: {uri} cannot be listened on: the host {uri.Host} has no address: {e.Message}", e);
        }
    }
}
