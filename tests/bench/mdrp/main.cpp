#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/bench/mdrp/simulate.hpp"

using namespace louxia::bench::mdrp;
struct M { double ctd=0,p90=0,over=0,share=0,rtp=0,rtp90=0,undel=0,cost=0,cpu=0,slow=0,bund=0; };
static M measure(const Instance& in,const Day& d){
  M m; std::vector<double> c,r; std::vector<int> n(in.drivers.size());
  for(auto&t:d.trips){ for(size_t i=0;i<t.orders.size();++i){auto&o=in.orders[t.orders[i]]; c.push_back(t.dropped[i]/60.-o.placed); r.push_back(t.picked/60.-o.ready);} n[t.driver]+=t.orders.size();}
  std::sort(c.begin(),c.end());std::sort(r.begin(),r.end());
  for(double x:c){m.ctd+=x;m.over+=std::max(0.,x-40);m.share+=x<=40;} for(double x:r)m.rtp+=x;
  size_t k=c.size(); m.ctd/=k;m.over/=k;m.share*=100./k;m.rtp/=k;m.p90=c[size_t((k-1)*.9)];m.rtp90=r[size_t((k-1)*.9)];m.undel=in.orders.size()-k;
  for(size_t i=0;i<n.size();++i)m.cost+=std::max(10.*n[i],15.*(in.drivers[i].off-in.drivers[i].on)/60.); m.cost/=k; m.cpu=d.processor_s;m.slow=*std::max_element(d.decision_ms.begin(),d.decision_ms.end()); m.bund=double(k)/d.trips.size(); return m;}
int main(int c,char**v){
  Setting s; std::string data="/work/shared/data/mdrp"; std::string filter; bool verbose=false; int seeds=1;
  for(int i=1;i<c;++i){ std::string a=v[i]; auto e=a.find('='); std::string k=a.substr(0,e),x=e==a.npos?"":a.substr(e+1); int n=atoi(x.c_str()); auto&w=s.weights;
   if(k=="it")s.effort.iterations=n; else if(k=="wait")w.pickup_wait=n; else if(k=="ct")w.courier_time=n; else if(k=="exact")s.whole_minutes=!n; else if(k=="unc")w.uncovered_order_s=n; else if(k=="noise")s.noise_sd=n; else if(k=="nseed")s.noise_seed=n; else if(k=="margin")w.margin_permille=n; else if(k=="cov")w.cover=n; else if(k=="cap")w.cover_most_s=n; else if(k=="tail")w.cover_shift_s=n; else if(k=="f")filter=x; else if(k=="v")verbose=true; else if(k=="data")data=x; else if(k=="seeds")seeds=n;
#ifdef EXTRA
   EXTRA
#endif
   else {fprintf(stderr,"? %s\n",k.c_str());return 2;} }
  std::vector<std::string> fs; for(auto&e:std::filesystem::directory_iterator(data)) if(e.is_directory()) fs.push_back(e.path().string()); std::sort(fs.begin(),fs.end());
  const char* groups[]={"0o50","0r50","0o100","16","24"}; M sum[5]; int cnt[5]={};
  for(auto&f:fs){ if(f.find(filter)==f.npos)continue; auto in=read_instance(f); 
   for(int sd=0;sd<seeds;++sd){ auto s2=s; s2.noise_seed+=sd; auto m=measure(in,simulate(in,s2));
   if(verbose)printf("%s ctd %.2f p90 %.1f over %.2f sh %.2f rtp %.3f un %.0f cost %.2f cpu %.2f slow %.1f b %.2f\n",in.name.c_str(),m.ctd,m.p90,m.over,m.share,m.rtp,m.undel,m.cost,m.cpu,m.slow,m.bund);
   int g=in.name.substr(0,4)=="0o50"?0:in.name.substr(0,4)=="0r50"?1:2;
   for(int q:{g,g<2?3:4,4}){ if(q==4&&cnt[4]<0)continue; static int last=-1; (void)last; }
   std::vector<int> qs={g,4}; if(g<2)qs.push_back(3);
   for(int q:qs){auto&t=sum[q];++cnt[q];t.ctd+=m.ctd;t.p90+=m.p90;t.over+=m.over;t.share+=m.share;t.rtp+=m.rtp;t.rtp90+=m.rtp90;t.undel+=m.undel;t.cost+=m.cost;t.cpu+=m.cpu;t.slow=std::max(t.slow,m.slow);t.bund+=m.bund;} }}
  for(int q=0;q<5;++q)if(cnt[q]){auto&t=sum[q];double n=cnt[q];printf("%-6s ctd %.3f p90 %.2f over %.3f sh %.2f rtp %.3f (90 %.2f) un %.0f cost %.3f cpu %.2f slow %.1f bund %.3f\n",groups[q],t.ctd/n,t.p90/n,t.over/n,t.share/n,t.rtp/n,t.rtp90/n,t.undel,t.cost/n,t.cpu/n,t.slow,t.bund/n);}
}
